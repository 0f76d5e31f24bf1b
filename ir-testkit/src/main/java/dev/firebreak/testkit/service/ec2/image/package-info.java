/**
 * Machine images of the fake EC2. Entry type: {@link dev.firebreak.testkit.service.ec2.image.Images}.
 */
@NullMarked
package dev.firebreak.testkit.service.ec2.image;

import org.jspecify.annotations.NullMarked;
