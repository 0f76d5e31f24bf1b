package dev.firebreak.testkit.world;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/**
 * Something that an AWS service tells on the default event bus of an account and Region.
 *
 * @param source who tells it, such as {@code aws.ec2}
 * @param detailType what it is, such as {@code EC2 Instance State-change Notification}
 * @param account the id of the account
 * @param region the name of the Region
 * @param time when it happened
 * @param resources the ARNs of the resources that it is about
 * @param detail what happened, in the shape that the service documents
 */
public record AwsEvent(
        String source,
        String detailType,
        String account,
        String region,
        Instant time,
        List<String> resources,
        JsonNode detail) {}
