/**
 * How often a fake AWS may be asked before it throttles.
 *
 * <p>Entry type: {@link dev.firebreak.testkit.quota.Quotas}, for {@code FakeAws.builder().quotas(...)}.
 */
@NullMarked
package dev.firebreak.testkit.quota;

import org.jspecify.annotations.NullMarked;
