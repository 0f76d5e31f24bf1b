/**
 * The advanced queries of the fake Config: the common part of their SQL. Entry type:
 * {@link dev.firebreak.testkit.service.config.query.SelectQuery}.
 */
@NullMarked
package dev.firebreak.testkit.service.config.query;

import org.jspecify.annotations.NullMarked;
