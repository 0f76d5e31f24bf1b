/** What surrounds EC2 instances: their launches told apart, what they tell when they change, key pairs, and what they are watched by. */
@NullMarked
package dev.firebreak.testkit.service.ec2.instance;

import org.jspecify.annotations.NullMarked;
