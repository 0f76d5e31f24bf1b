package dev.firebreak.testkit;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.CreateTagsRequest;
import software.amazon.awssdk.services.ec2.model.CreateTagsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeTagsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeTagsResponse;
import software.amazon.awssdk.services.ec2.model.RebootInstancesRequest;
import software.amazon.awssdk.services.ec2.model.TagDescription;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesRequest;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesResponse;

/** A small EC2: tags are noted, terminating is refused, rebooting has a bug. */
final class NoteService implements FakeService {
    private final List<TagDescription> tags = new ArrayList<>();
    private final Operations operations = new Operations()
            .on("CreateTags", CreateTagsRequest::builder, this::createTags)
            .on("DescribeTags", DescribeTagsRequest::builder, this::describeTags)
            .on("TerminateInstances", TerminateInstancesRequest::builder, NoteService::terminate)
            .on("RebootInstances", RebootInstancesRequest::builder, (Call call, RebootInstancesRequest request) -> {
                throw new IllegalStateException("a bug");
            });

    private CreateTagsResponse createTags(Call call, CreateTagsRequest request) {
        request.resources()
                .forEach(resource -> request.tags()
                        .forEach(tag -> tags.add(TagDescription.builder()
                                .resourceId(resource)
                                .key(tag.key())
                                .value(tag.value())
                                .build())));
        return CreateTagsResponse.builder().build();
    }

    private DescribeTagsResponse describeTags(Call call, DescribeTagsRequest request) {
        return DescribeTagsResponse.builder().tags(tags).build();
    }

    private static TerminateInstancesResponse terminate(Call call, TerminateInstancesRequest request) {
        throw AwsError.of("InvalidInstanceID.NotFound", "The instance IDs '%s' do not exist", request.instanceIds());
    }

    @Override
    public String signingName() {
        return "ec2";
    }

    @Override
    public Protocol protocol() {
        return Protocol.EC2_QUERY;
    }

    @Override
    public Operations operations() {
        return operations;
    }
}
