package dev.firebreak.testkit.service.config;

import static dev.firebreak.testkit.service.config.Observed.relation;

import dev.firebreak.testkit.service.config.Observed.Details;
import dev.firebreak.testkit.world.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.config.model.Relationship;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesResponse;

/** The DB instances that Config records. */
final class DatabaseInventory {
    private DatabaseInventory() {}

    static List<Observed> of(Region region) {
        var found = new ArrayList<Observed>();
        String marker = null;
        do {
            var request = DescribeDbInstancesRequest.builder().marker(marker).build();
            var page = Inspection.rds(region, "DescribeDBInstances", request, DescribeDbInstancesResponse.class);
            page.ifPresent(answer -> answer.dbInstances().forEach(each -> found.add(observed(each))));
            marker = page.map(DescribeDbInstancesResponse::marker).orElse(null);
        } while (marker != null);
        return found;
    }

    private static Observed observed(DBInstance instance) {
        return new Observed(
                new ResourceKey("AWS::RDS::DBInstance", instance.dbiResourceId()),
                instance.dbInstanceIdentifier(),
                instance.dbInstanceArn(),
                instance,
                () -> details(instance));
    }

    private static Details details(DBInstance instance) {
        Map<String, String> tags = new TreeMap<>();
        instance.tagList().forEach(tag -> tags.put(tag.key(), tag.value()));
        var relations = new ArrayList<Relationship>();
        instance.vpcSecurityGroups()
                .forEach(group -> relations.add(relation(
                        "Is associated with SecurityGroup", "AWS::EC2::SecurityGroup", group.vpcSecurityGroupId())));
        if (instance.dbSubnetGroup() != null && instance.dbSubnetGroup().vpcId() != null) {
            relations.add(relation(
                    "Is contained in Vpc",
                    "AWS::EC2::VPC",
                    instance.dbSubnetGroup().vpcId()));
        }
        return new Details(ConfigurationJson.of(instance), Map.of(), tags, relations);
    }
}
