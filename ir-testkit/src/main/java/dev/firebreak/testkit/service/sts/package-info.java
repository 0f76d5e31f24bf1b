/**
 * The fake AWS Security Token Service. Entry type: {@link dev.firebreak.testkit.service.sts.StsService}.
 */
@NullMarked
package dev.firebreak.testkit.service.sts;

import org.jspecify.annotations.NullMarked;
