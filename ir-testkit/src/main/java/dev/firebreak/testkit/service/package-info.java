/**
 * One class per fake AWS service, each a set of typed operations over the {@link dev.firebreak.testkit.world.World}.
 *
 * <p>Entry type: {@link dev.firebreak.testkit.service.FakeService}.
 */
@NullMarked
package dev.firebreak.testkit.service;

import org.jspecify.annotations.NullMarked;
