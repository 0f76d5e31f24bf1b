/**
 * What leaves the fake AWS for endpoints that are no fake resource. Entry type: {@link dev.firebreak.testkit.service.delivery.Recipients}.
 */
@NullMarked
package dev.firebreak.testkit.service.delivery;

import org.jspecify.annotations.NullMarked;
