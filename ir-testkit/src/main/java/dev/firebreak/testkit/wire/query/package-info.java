/**
 * The protocols whose requests are forms: AWS query and EC2 query.
 */
@NullMarked
package dev.firebreak.testkit.wire.query;

import org.jspecify.annotations.NullMarked;
