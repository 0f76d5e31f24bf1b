package dev.firebreak.testkit.service.lambda;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import java.util.HashSet;
import software.amazon.awssdk.services.lambda.model.ListTagsRequest;
import software.amazon.awssdk.services.lambda.model.ListTagsResponse;
import software.amazon.awssdk.services.lambda.model.TagResourceRequest;
import software.amazon.awssdk.services.lambda.model.TagResourceResponse;
import software.amazon.awssdk.services.lambda.model.UntagResourceRequest;
import software.amazon.awssdk.services.lambda.model.UntagResourceResponse;

/** The tags of functions. */
final class FunctionTagOperations {
    private static final String TAGS = "/2017-03-31/tags/{Resource}";
    private static final int MOST = 50;

    private FunctionTagOperations() {}

    static void addTo(Operations operations) {
        operations
                .rest("TagResource", "POST " + TAGS, TagResourceRequest::builder, FunctionTagOperations::tag)
                .rest("UntagResource", "DELETE " + TAGS, UntagResourceRequest::builder, FunctionTagOperations::untag)
                .rest("ListTags", "GET " + TAGS, ListTagsRequest::builder, FunctionTagOperations::list);
    }

    private static TagResourceResponse tag(Call call, TagResourceRequest request) {
        StoredFunction function = FunctionName.find(call, request.resource());
        var keys = new HashSet<>(function.tags().keySet());
        keys.addAll(request.tags().keySet());
        if (keys.size() > MOST) {
            throw FunctionErrors.invalid("The number of tags exceeds the limit of 50.");
        }
        if (request.tags().keySet().stream().anyMatch(key -> key.startsWith("aws:"))) {
            throw FunctionErrors.invalid("Tag keys starting with 'aws:' are reserved for system use.");
        }
        function.tags().putAll(request.tags());
        return TagResourceResponse.builder().build();
    }

    private static UntagResourceResponse untag(Call call, UntagResourceRequest request) {
        FunctionName.find(call, request.resource()).tags().keySet().removeAll(request.tagKeys());
        return UntagResourceResponse.builder().build();
    }

    private static ListTagsResponse list(Call call, ListTagsRequest request) {
        return ListTagsResponse.builder()
                .tags(FunctionName.find(call, request.resource()).tags())
                .build();
    }
}
