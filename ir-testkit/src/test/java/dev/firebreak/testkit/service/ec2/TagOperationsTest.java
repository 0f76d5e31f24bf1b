package dev.firebreak.testkit.service.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.Ec2Shapes;
import dev.firebreak.testkit.Estate;
import dev.firebreak.testkit.FakeAws;
import dev.firebreak.testkit.InstanceSpec;
import dev.firebreak.testkit.Refused;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Tag;

/** The rules of Using_Tags, "Tag restrictions". */
class TagOperationsTest {
    private final FakeAws fake = FakeAws.create();
    private final Ec2Client ec2 = fake.ec2();
    private final String instance =
            Estate.in(fake).launch(InstanceSpec.named("web")).id();

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void createTags_51st_isRefused() {
        create(IntStream.range(0, 49)
                .mapToObj(index -> Ec2Shapes.tag("key-" + index, ""))
                .toList());

        assertThat(Refused.by(() -> create(List.of(Ec2Shapes.tag("one-more", "")))))
                .startsWith("TagLimitExceeded");
    }

    @Test
    void createTags_reservedKey_isRefused() {
        assertThat(Refused.by(() -> create(List.of(Ec2Shapes.tag("aws:mine", "")))))
                .isEqualTo("InvalidParameterValue: Tag keys starting with 'aws:' are reserved for internal use");
    }

    @Test
    void createTags_unknownResource_isRefused() {
        assertThat(Refused.by(() -> ec2.createTags(
                        request -> request.resources("i-00000000000000000").tags(Ec2Shapes.tag("a", "b")))))
                .startsWith("InvalidInstanceID.NotFound");
    }

    // API_DeleteTags: "If you specify a tag key and a tag value, the tag is deleted only if ... the value matches"
    @Test
    void deleteTags_otherValue_keepsTheTag() {
        ec2.deleteTags(request -> request.resources(instance).tags(Ec2Shapes.tag("Name", "db")));
        assertThat(tags()).containsEntry("Name", "web");

        ec2.deleteTags(request -> request.resources(instance).tags(Ec2Shapes.tag("Name", "web")));
        assertThat(tags()).isEmpty();
    }

    @Test
    void deleteTags_keyWithoutValue_deletesAnyValue() {
        ec2.deleteTags(request -> request.resources(instance).tags(Ec2Shapes.tag("Name", null)));

        assertThat(tags()).isEmpty();
    }

    private void create(List<Tag> tags) {
        ec2.createTags(request -> request.resources(instance).tags(tags));
    }

    private Map<String, String> tags() {
        var tags = new TreeMap<String, String>();
        ec2.describeTags(request -> request.filters(Ec2Shapes.filter("resource-id", instance)))
                .tags()
                .forEach(tag -> tags.put(tag.key(), tag.value()));
        return tags;
    }
}
