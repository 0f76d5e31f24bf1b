/**
 * Reads and writes the members of SDK objects as XML.
 */
@NullMarked
package dev.firebreak.testkit.wire.xml;

import org.jspecify.annotations.NullMarked;
