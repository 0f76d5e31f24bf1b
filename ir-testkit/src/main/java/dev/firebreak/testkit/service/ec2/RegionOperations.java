package dev.firebreak.testkit.service.ec2;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.AvailabilityZone;
import software.amazon.awssdk.services.ec2.model.AvailabilityZoneState;
import software.amazon.awssdk.services.ec2.model.DescribeAvailabilityZonesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAvailabilityZonesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsResponse;
import software.amazon.awssdk.services.ec2.model.Region;

/** Regions and zones. */
final class RegionOperations {
    private static final String ENABLED = "opt-in-not-required";
    private static final List<String> REGIONS = List.of(
            "ap-northeast-1",
            "ap-northeast-2",
            "ap-northeast-3",
            "ap-south-1",
            "ap-southeast-1",
            "ap-southeast-2",
            "ca-central-1",
            "eu-central-1",
            "eu-north-1",
            "eu-west-1",
            "eu-west-2",
            "eu-west-3",
            "sa-east-1",
            "us-east-1",
            "us-east-2",
            "us-west-1",
            "us-west-2");

    private RegionOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("DescribeRegions", DescribeRegionsRequest::builder, RegionOperations::regions)
                .on("DescribeAvailabilityZones", DescribeAvailabilityZonesRequest::builder, RegionOperations::zones);
    }

    private static DescribeRegionsResponse regions(Call call, DescribeRegionsRequest request) {
        for (String name : request.regionNames()) {
            if (!REGIONS.contains(name)) {
                throw Refusals.value("Invalid region name: [%s]", name);
            }
        }
        List<Region> asked = (request.regionNames().isEmpty() ? REGIONS : request.regionNames())
                .stream().map(RegionOperations::region).toList();
        var filters = new Filters<>(call, Region::regionName)
                .on("region-name", Region::regionName)
                .on("endpoint", Region::endpoint)
                .on("opt-in-status", Region::optInStatus);
        return DescribeRegionsResponse.builder()
                .regions(filters.select(asked, request.filters()))
                .build();
    }

    private static Region region(String name) {
        return Region.builder()
                .regionName(name)
                .endpoint("ec2." + name + ".amazonaws.com")
                .optInStatus(ENABLED)
                .build();
    }

    private static DescribeAvailabilityZonesResponse zones(Call call, DescribeAvailabilityZonesRequest request) {
        List<AvailabilityZone> all =
                call.region().zones().stream().map(name -> zone(call, name)).toList();
        for (String name : request.zoneNames()) {
            if (!call.region().zones().contains(name)) {
                throw Refusals.value("Invalid availability zone: [%s]", name);
            }
        }
        var filters = new Filters<>(call, AvailabilityZone::zoneName)
                .on("zone-name", AvailabilityZone::zoneName)
                .on("zone-id", AvailabilityZone::zoneId)
                .on("zone-type", AvailabilityZone::zoneType)
                .on("region-name", AvailabilityZone::regionName)
                .on("state", AvailabilityZone::stateAsString)
                .on("opt-in-status", AvailabilityZone::optInStatusAsString);
        return DescribeAvailabilityZonesResponse.builder()
                .availabilityZones(filters.select(all, request.filters()).stream()
                        .filter(zone -> request.zoneNames().isEmpty()
                                || request.zoneNames().contains(zone.zoneName()))
                        .toList())
                .build();
    }

    private static AvailabilityZone zone(Call call, String name) {
        String region = call.region().name();
        String[] parts = region.split("-", -1);
        String prefix = parts[0] + parts[1].charAt(0) + parts[parts.length - 1];
        return AvailabilityZone.builder()
                .zoneName(name)
                .zoneId(prefix + "-az" + (name.charAt(name.length() - 1) - 'a' + 1))
                .zoneType("availability-zone")
                .regionName(region)
                .groupName(region)
                .networkBorderGroup(region)
                .optInStatus(ENABLED)
                .state(AvailabilityZoneState.AVAILABLE)
                .build();
    }
}
