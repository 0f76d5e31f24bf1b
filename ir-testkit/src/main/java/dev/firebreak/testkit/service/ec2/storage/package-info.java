/**
 * Volumes and snapshots of the fake EC2. Entry type:
 * {@link dev.firebreak.testkit.service.ec2.storage.StorageOperations}.
 */
@NullMarked
package dev.firebreak.testkit.service.ec2.storage;

import org.jspecify.annotations.NullMarked;
