package dev.firebreak.aws.internal.ec2;

import dev.firebreak.Incident;
import dev.firebreak.spi.StepContext;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** The tags that everything made or marked for an incident carries. */
final class Marks {
    static final String INCIDENT = "firebreak:incident";
    static final String STEP = "firebreak:step";
    static final String TIME = "firebreak:time";
    static final String ROLE = "firebreak:role";

    private Marks() {}

    /** What is made by a step. */
    static Map<String, String> of(StepContext context) {
        Map<String, String> marks = of(context.incident(), context.clock());
        marks.put(STEP, context.step().id());
        return marks;
    }

    /** What belongs to an incident. */
    static Map<String, String> of(Incident incident, Clock clock) {
        var marks = new TreeMap<String, String>();
        marks.put(INCIDENT, incident.id());
        marks.put(TIME, clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        return marks;
    }

    static TagSpecification specification(ResourceType type, Map<String, String> marks) {
        return TagSpecification.builder().resourceType(type).tags(tags(marks)).build();
    }

    static List<Tag> tags(Map<String, String> marks) {
        return marks.entrySet().stream()
                .map(mark ->
                        Tag.builder().key(mark.getKey()).value(mark.getValue()).build())
                .toList();
    }

    static String value(List<Tag> tags, String key) {
        return tags.stream()
                .filter(tag -> tag.key().equals(key))
                .map(Tag::value)
                .findFirst()
                .orElse("");
    }

    /** Finds what this step made, in this run or an earlier one. */
    static List<Filter> madeBy(StepContext context) {
        return Stream.of(
                        Map.entry(INCIDENT, context.incident().id()),
                        Map.entry(STEP, context.step().id()))
                .map(mark -> filter("tag:" + mark.getKey(), mark.getValue()))
                .toList();
    }

    static Filter filter(String name, String... values) {
        return Filter.builder().name(name).values(values).build();
    }
}
