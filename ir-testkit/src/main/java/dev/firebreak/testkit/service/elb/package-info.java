/**
 * The fake Elastic Load Balancing (version 2). Entry type: {@link dev.firebreak.testkit.service.elb.ElbService}.
 */
@NullMarked
package dev.firebreak.testkit.service.elb;

import org.jspecify.annotations.NullMarked;
