package dev.firebreak.testkit.service.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ResultPage;
import dev.firebreak.testkit.service.config.query.SelectQuery;
import java.util.List;
import software.amazon.awssdk.services.config.model.ConfigurationItem;
import software.amazon.awssdk.services.config.model.ConfigurationItemStatus;
import software.amazon.awssdk.services.config.model.FieldInfo;
import software.amazon.awssdk.services.config.model.SelectResourceConfigRequest;
import software.amazon.awssdk.services.config.model.SelectResourceConfigResponse;

/** Queries over the resources as they were recorded last. */
final class SelectOperations {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST = 100;

    private SelectOperations() {}

    static void addTo(Operations operations) {
        operations.on("SelectResourceConfig", SelectResourceConfigRequest::builder, SelectOperations::select);
    }

    private static SelectResourceConfigResponse select(Call call, SelectResourceConfigRequest request) {
        SelectQuery query = SelectQuery.parse(request.expression());
        List<String> found =
                query.run(items(call)).stream().map(ObjectNode::toString).toList();
        int size = HistoryOperations.size(request.limit(), MOST);
        var page = ResultPage.of(found, size, request.nextToken(), HistoryOperations::token);
        return SelectResourceConfigResponse.builder()
                .results(page.items())
                .nextToken(page.nextToken())
                .queryInfo(info -> info.selectFields(query.fields().stream()
                        .map(field -> FieldInfo.builder().name(field).build())
                        .toList()))
                .build();
    }

    private static List<ObjectNode> items(Call call) {
        Recorders.of(call.world()).catchUp(call.region());
        return List.copyOf(ConfigState.of(call.region()).items().keySet()).stream()
                .map(key -> HistoryOperations.visible(call, key))
                .filter(items -> !items.isEmpty())
                .map(items -> items.get(items.size() - 1))
                .filter(item -> item.configurationItemStatus() != ConfigurationItemStatus.RESOURCE_DELETED)
                .map(SelectOperations::json)
                .toList();
    }

    private static ObjectNode json(ConfigurationItem item) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("version", item.version())
                .put("accountId", item.accountId())
                .put(
                        "configurationItemCaptureTime",
                        item.configurationItemCaptureTime().toString())
                .put("configurationItemStatus", item.configurationItemStatusAsString())
                .put("configurationStateId", item.configurationStateId())
                .put("arn", item.arn())
                .put("resourceType", item.resourceTypeAsString())
                .put("resourceId", item.resourceId())
                .put("resourceName", item.resourceName())
                .put("awsRegion", item.awsRegion())
                .put("availabilityZone", item.availabilityZone());
        json.set("configuration", read(item.configuration()));
        ObjectNode supplementary = json.putObject("supplementaryConfiguration");
        item.supplementaryConfiguration().forEach((name, text) -> supplementary.set(name, read(text)));
        ArrayNode tags = json.putArray("tags");
        item.tags()
                .forEach((key, value) ->
                        tags.addObject().put("key", key).put("value", value).put("tag", key + "=" + value));
        ArrayNode relationships = json.putArray("relationships");
        item.relationships()
                .forEach(relation -> relationships
                        .addObject()
                        .put("resourceType", relation.resourceTypeAsString())
                        .put("resourceId", relation.resourceId())
                        .put("relationshipName", relation.relationshipName()));
        return json;
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException plain) {
            return JsonNodeFactory.instance.textNode(text);
        }
    }
}
