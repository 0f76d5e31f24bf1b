package dev.firebreak.testkit.world.network;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.world.ResourceJson;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.ManagedPrefixList;
import software.amazon.awssdk.services.ec2.model.PrefixListEntry;

/**
 * A prefix list with the entries of each of its versions.
 *
 * @param list the list as the API gives it, without tags
 * @param versions the entries of each version, the first being version 1
 */
public record Ec2PrefixList(ManagedPrefixList list, List<List<PrefixListEntry>> versions) {
    private static final String AWS = "AWS";

    /** The ids that AWS gave its lists in some Regions: S3 first, then DynamoDB. */
    private static final Map<String, List<String>> IDS = Map.of(
            "us-east-1", List.of("pl-63a5400a", "pl-02cd2c6b"),
            "us-east-2", List.of("pl-7ba54012", "pl-4ca54025"),
            "us-west-2", List.of("pl-68a54001", "pl-00a54069"),
            "eu-west-1", List.of("pl-6da54004", "pl-6fa54006"),
            "eu-central-1", List.of("pl-6ea54007", "pl-66a5400f"));

    /** The lists that AWS has in a Region, for its gateway endpoints. */
    /** The lists that AWS keeps in a Region. */
    public static List<Ec2PrefixList> ofAws(String region) {
        String made = String.format(Locale.ROOT, "%07x", region.hashCode() & 0xfffffff);
        List<String> ids = IDS.getOrDefault(region, List.of("pl-1" + made, "pl-2" + made));
        return List.of(
                ofAws(ids.get(0), region, "s3", List.of("52.92.0.0/17", "52.218.0.0/17", "3.5.64.0/21")),
                ofAws(ids.get(1), region, "dynamodb", List.of("52.94.5.0/24", "52.94.24.0/23")));
    }

    private static Ec2PrefixList ofAws(String id, String region, String service, List<String> ranges) {
        return new Ec2PrefixList(
                ManagedPrefixList.builder()
                        .prefixListId(id)
                        .prefixListName("com.amazonaws." + region + "." + service)
                        .prefixListArn("arn:aws:ec2:" + region + ":aws:prefix-list/" + id)
                        .addressFamily("IPv4")
                        .ownerId(AWS)
                        .state("create-complete")
                        .build(),
                List.of(ranges.stream()
                        .map(range -> PrefixListEntry.builder().cidr(range).build())
                        .toList()));
    }

    /** The list's id. */
    public String id() {
        return list.prefixListId();
    }

    /** Whether the list is AWS's own. */
    public boolean ofAws() {
        return AWS.equals(list.ownerId());
    }

    /** The entries of the newest version. */
    public List<PrefixListEntry> entries() {
        return versions.get(versions.size() - 1);
    }

    /** How many rules a rule with this list counts for: as many as the list may have entries. */
    public int weight() {
        return list.maxEntries() == null ? entries().size() : list.maxEntries();
    }

    ObjectNode json(ResourceJson sdk) {
        ObjectNode json = sdk.of(list);
        json.set("entries", sdk.list(entries()));
        return json;
    }
}
