package dev.firebreak.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.quota.Quotas;
import dev.firebreak.testkit.world.RegionQuota;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Instance;

class FleetTest {
    private final FakeAws fake = FakeAws.builder()
            .quotas(Quotas.none().raised(RegionQuota.NETWORK_INTERFACES, 100_000))
            .build();
    private final Ec2Client ec2 = fake.ec2();

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void launch_oneHundredThousand_areFoundByPageIdTagAndAddress() {
        List<String> ids = Fleet.launch(fake, 100_000);
        String last = ids.get(99_999);
        ec2.createTags(request -> request.resources(last).tags(Ec2Shapes.tag("team", "shop")));

        Instance found = ec2.describeInstances(request -> request.instanceIds(last))
                .reservations()
                .get(0)
                .instances()
                .get(0);

        assertThat(new HashSet<>(ids)).hasSize(100_000);
        assertThat(matching("tag:team", "shop")).containsExactly(last);
        assertThat(matching("private-ip-address", found.privateIpAddress())).contains(last);
        assertThat(matching(
                        "network-interface.network-interface-id",
                        found.networkInterfaces().get(0).networkInterfaceId()))
                .containsExactly(last);
        assertThat(threePages(found.vpcId())).hasSize(3_000);
    }

    private List<String> matching(String filter, String value) {
        return ids(ec2.describeInstances(request -> request.filters(Ec2Shapes.filter(filter, value))));
    }

    private Set<String> threePages(String vpc) {
        Set<String> seen = new HashSet<>();
        ec2
                .describeInstancesPaginator(
                        request -> request.maxResults(1000).filters(Ec2Shapes.filter("vpc-id", vpc)))
                .stream()
                .limit(3)
                .forEach(page -> seen.addAll(ids(page)));
        return seen;
    }

    private static List<String> ids(DescribeInstancesResponse answer) {
        return answer.reservations().stream()
                .flatMap(reservation -> reservation.instances().stream())
                .map(Instance::instanceId)
                .toList();
    }
}
