/**
 * The fake EBS direct APIs. Entry type: {@link dev.firebreak.testkit.service.ebs.EbsService}.
 */
@NullMarked
package dev.firebreak.testkit.service.ebs;

import org.jspecify.annotations.NullMarked;
