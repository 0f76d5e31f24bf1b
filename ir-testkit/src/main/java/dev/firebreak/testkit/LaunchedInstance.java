package dev.firebreak.testkit;

import java.util.List;

/**
 * An instance that an {@link Estate} launched, and what belongs to it.
 *
 * @param id the instance id
 * @param vpcId the VPC that it is in
 * @param interfaceIds its network interfaces, the primary first
 * @param groupIds the security groups on each of its interfaces
 * @param volumeIds its volumes, the root volume first
 */
public record LaunchedInstance(
        String id, String vpcId, List<String> interfaceIds, List<String> groupIds, List<String> volumeIds) {}
