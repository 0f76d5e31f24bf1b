/**
 * Which packets pass: hosts inside and outside, the flows between them, and what lets them through. {@link
 * dev.firebreak.testkit.network.Network} is where to begin.
 */
@NullMarked
package dev.firebreak.testkit.network;

import org.jspecify.annotations.NullMarked;
