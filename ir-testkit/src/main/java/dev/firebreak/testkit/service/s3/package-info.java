/**
 * The fake S3. Entry type: {@link dev.firebreak.testkit.service.s3.S3Service}.
 */
@NullMarked
package dev.firebreak.testkit.service.s3;

import org.jspecify.annotations.NullMarked;
