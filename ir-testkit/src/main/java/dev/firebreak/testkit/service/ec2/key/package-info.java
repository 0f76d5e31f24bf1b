/** Key pairs of the fake EC2. */
@NullMarked
package dev.firebreak.testkit.service.ec2.key;

import org.jspecify.annotations.NullMarked;
