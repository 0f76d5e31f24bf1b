/**
 * Reads and writes the members of SDK objects as JSON, and the JSON-RPC protocols. Entry type: {@link
 * dev.firebreak.testkit.wire.json.JsonRpcProtocol}.
 */
@NullMarked
package dev.firebreak.testkit.wire.json;

import org.jspecify.annotations.NullMarked;
