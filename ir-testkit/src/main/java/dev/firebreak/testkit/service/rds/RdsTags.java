package dev.firebreak.testkit.service.rds;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.rds.model.AddTagsToResourceRequest;
import software.amazon.awssdk.services.rds.model.AddTagsToResourceResponse;
import software.amazon.awssdk.services.rds.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.rds.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.rds.model.RemoveTagsFromResourceRequest;
import software.amazon.awssdk.services.rds.model.RemoveTagsFromResourceResponse;
import software.amazon.awssdk.services.rds.model.Tag;

/** The tags of RDS resources, by ARN. */
final class RdsTags {
    private static final int MOST = 50;

    private RdsTags() {}

    static void addTo(Operations operations) {
        operations
                .on("AddTagsToResource", AddTagsToResourceRequest::builder, RdsTags::add)
                .on("RemoveTagsFromResource", RemoveTagsFromResourceRequest::builder, RdsTags::remove)
                .on("ListTagsForResource", ListTagsForResourceRequest::builder, RdsTags::list);
    }

    static void put(Call call, String arn, List<Tag> tags) {
        var all = RdsState.of(call).tags(arn);
        for (Tag tag : tags) {
            if (tag.key().startsWith("aws:")) {
                throw RdsErrors.value("Tag keys beginning with 'aws:' are reserved for system use.");
            }
            all.put(tag.key(), tag.value() == null ? "" : tag.value());
        }
    }

    static List<Tag> of(Call call, String arn) {
        var tags = new ArrayList<Tag>();
        RdsState.of(call)
                .tags(arn)
                .forEach((key, value) ->
                        tags.add(Tag.builder().key(key).value(value).build()));
        return tags;
    }

    private static String existing(Call call, String arn) {
        RdsState state = RdsState.of(call);
        String[] parts = arn.split(":", 7);
        if (parts.length < 7
                || !arn.startsWith("arn:aws:rds:" + call.region().name() + ":"
                        + call.account().id())) {
            throw RdsErrors.value("Invalid resource name: %s", arn);
        }
        boolean there =
                switch (parts[5]) {
                    case "db" -> state.instances().contains(parts[6]);
                    case "cluster" -> state.clusters().contains(parts[6]);
                    case "snapshot" -> state.snapshots().contains(parts[6]);
                    case "cluster-snapshot" -> state.clusterSnapshots().contains(parts[6]);
                    case "subgrp" -> state.subnetGroups().contains(parts[6]);
                    default -> false;
                };
        if (!there) {
            throw parts[5].equals("snapshot") ? RdsErrors.noSnapshot(parts[6]) : RdsErrors.noInstance(parts[6]);
        }
        return arn;
    }

    private static AddTagsToResourceResponse add(Call call, AddTagsToResourceRequest request) {
        String arn = existing(call, request.resourceName());
        if (RdsState.of(call).tags(arn).size() + request.tags().size() > MOST) {
            throw RdsErrors.value("Too many tags: at most 50 are allowed");
        }
        put(call, arn, request.tags());
        return AddTagsToResourceResponse.builder().build();
    }

    private static RemoveTagsFromResourceResponse remove(Call call, RemoveTagsFromResourceRequest request) {
        String arn = existing(call, request.resourceName());
        RdsState.of(call).tags(arn).keySet().removeAll(request.tagKeys());
        return RemoveTagsFromResourceResponse.builder().build();
    }

    private static ListTagsForResourceResponse list(Call call, ListTagsForResourceRequest request) {
        return ListTagsForResourceResponse.builder()
                .tagList(of(call, existing(call, request.resourceName())))
                .build();
    }
}
