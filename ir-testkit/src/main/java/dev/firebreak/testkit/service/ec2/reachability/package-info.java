/** Reachability Analyzer, which asks the {@link dev.firebreak.testkit.network.Network} what passes. */
@NullMarked
package dev.firebreak.testkit.service.ec2.reachability;

import org.jspecify.annotations.NullMarked;
