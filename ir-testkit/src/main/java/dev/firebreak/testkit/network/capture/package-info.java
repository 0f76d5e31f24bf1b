/** What watches the packets of the network: flow logs and traffic mirroring. */
@NullMarked
package dev.firebreak.testkit.network.capture;

import org.jspecify.annotations.NullMarked;
