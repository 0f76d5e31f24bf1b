package dev.firebreak.testkit.service.sns;

import dev.firebreak.testkit.service.Requester;
import dev.firebreak.testkit.service.ResourceAccess;
import java.util.List;

/** The policies of topics. */
final class TopicPolicies {
    private static final List<String> OWNERS = List.of(
            "SNS:GetTopicAttributes",
            "SNS:SetTopicAttributes",
            "SNS:AddPermission",
            "SNS:RemovePermission",
            "SNS:DeleteTopic",
            "SNS:Subscribe",
            "SNS:ListSubscriptionsByTopic",
            "SNS:Publish");

    private TopicPolicies() {}

    /** The policy that SNS puts on every new topic. */
    static String initial(Topic.Name name) {
        return "{\"Version\":\"2008-10-17\",\"Id\":\"__default_policy_ID\",\"Statement\":[{\"Sid\":\"__default_statement_ID\","
                + "\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"*\"},\"Action\":[\"" + String.join("\",\"", OWNERS)
                + "\"],\"Resource\":\"" + name.arn() + "\",\"Condition\":{\"StringEquals\":{\"AWS:SourceOwner\":\""
                + name.account() + "\"}}}]}";
    }

    static boolean permits(Topic topic, Requester requester, String action) {
        return ResourceAccess.permits(
                topic.policy(),
                requester.with("aws:SourceOwner", requester.accountId()),
                "SNS:" + action,
                topic.arn(),
                topic.name().account());
    }
}
