/** Launch templates and their versions. Entry type: {@link dev.firebreak.testkit.service.ec2.template.LaunchTemplates}. */
@NullMarked
package dev.firebreak.testkit.service.ec2.template;

import org.jspecify.annotations.NullMarked;
