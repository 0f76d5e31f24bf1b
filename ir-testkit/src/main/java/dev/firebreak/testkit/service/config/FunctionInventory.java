package dev.firebreak.testkit.service.config;

import static dev.firebreak.testkit.service.config.Observed.relation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.service.config.Observed.Details;
import dev.firebreak.testkit.world.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.GetPolicyRequest;
import software.amazon.awssdk.services.lambda.model.GetPolicyResponse;
import software.amazon.awssdk.services.lambda.model.ListFunctionsRequest;
import software.amazon.awssdk.services.lambda.model.ListFunctionsResponse;
import software.amazon.awssdk.services.lambda.model.ListTagsRequest;
import software.amazon.awssdk.services.lambda.model.ListTagsResponse;

/** The Lambda functions that Config records, without the values of their environments. */
final class FunctionInventory {
    private FunctionInventory() {}

    static List<Observed> of(Region region) {
        var found = new ArrayList<Observed>();
        String marker = null;
        do {
            var request = ListFunctionsRequest.builder().marker(marker).build();
            var page = Inspection.lambda(region, request, ListFunctionsResponse.class);
            page.ifPresent(answer -> answer.functions().forEach(each -> found.add(observed(region, each))));
            marker = page.map(ListFunctionsResponse::nextMarker).orElse(null);
        } while (marker != null);
        return found;
    }

    private static Observed observed(Region region, FunctionConfiguration function) {
        ObjectNode json = ConfigurationJson.of(function);
        json.remove("environment");
        Map<String, String> tags = new TreeMap<>();
        Inspection.lambda(
                        region,
                        ListTagsRequest.builder()
                                .resource(function.functionArn())
                                .build(),
                        ListTagsResponse.class)
                .ifPresent(answer -> tags.putAll(answer.tags()));
        Map<String, String> supplementary = new TreeMap<>();
        Inspection.lambda(
                        region,
                        GetPolicyRequest.builder()
                                .functionName(function.functionName())
                                .build(),
                        GetPolicyResponse.class)
                .ifPresent(answer -> supplementary.put("Policy", answer.policy()));
        String role = function.role().substring(function.role().lastIndexOf('/') + 1);
        return new Observed(
                new ResourceKey("AWS::Lambda::Function", function.functionName()),
                function.functionName(),
                function.functionArn(),
                List.of(json, supplementary, tags),
                () -> new Details(
                        json,
                        supplementary,
                        tags,
                        List.of(relation("Is associated with Role", "AWS::IAM::Role", role))));
    }
}
