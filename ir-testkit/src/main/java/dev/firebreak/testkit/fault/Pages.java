package dev.firebreak.testkit.fault;

import dev.firebreak.testkit.pipeline.Invocation;
import dev.firebreak.testkit.service.Operations;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.util.SdkAutoConstructList;

/**
 * Answers part of a page, and the rest when asked for it. AWS promises no page to be full, and none but the last to have items.
 *
 * <p>It knows pages by the names of the members, which the services choose from a few: a page is asked for by {@code NextToken} and
 * told of by {@code NextToken}, and so on.
 */
final class Pages {
    /** What asks for a page, and what tells of the next one. */
    private static final Map<String, List<String>> TOKENS = Map.of(
            "nexttoken", List.of("nexttoken"),
            "marker", List.of("nextmarker", "marker"),
            "continuationtoken", List.of("nextcontinuationtoken"));

    /** The services that answer at once, and refuse pages, when they are asked for what is named. */
    private static final Set<String> NAMING = Set.of("ec2", "elasticloadbalancing");

    private Pages() {}

    static boolean has(Operations.Operation<?> operation) {
        return tokenField(operation.request().get()).isPresent();
    }

    static boolean isPaged(Invocation invocation) {
        boolean byName = NAMING.contains(invocation.service())
                && invocation.request().sdkFields().stream().anyMatch(field -> names(field, invocation.request()));
        return tokenField(invocation.request()).isPresent() && !byName;
    }

    private static boolean names(SdkField<?> field, AwsRequest request) {
        return field.memberName().matches(".*(Ids|Arns|Names)")
                && field.getValueOrDefault(request) instanceof List<?> named
                && !named.isEmpty();
    }

    static Operations.Result cut(Invocation invocation, PageCut cut) {
        Optional<PageCut.Rest> rest = rest(invocation);
        if (rest.isPresent()) {
            // A page that was cut already is not cut again, or it would never end.
            return resume(invocation);
        }
        Operations.Result whole = invocation.proceed();
        String token = new PageCut.Rest(cut, token(invocation.request())).token();
        return answer(whole, list -> list.subList(0, cut.kept(list.size())), invocation, token);
    }

    /** Answers the rest when asked for it, and lets all other calls go on. */
    static Operations.Result resume(Invocation invocation) {
        Optional<PageCut.Rest> rest = rest(invocation);
        if (rest.isEmpty()) {
            return invocation.proceed();
        }
        Operations.Result whole =
                invocation.proceed(asking(invocation.request(), rest.get().page()));
        PageCut cut = rest.get().cut();
        return answer(whole, list -> list.subList(cut.kept(list.size()), list.size()), invocation, null);
    }

    private static Optional<PageCut.Rest> rest(Invocation invocation) {
        return PageCut.Rest.of(token(invocation.request()));
    }

    private static String token(AwsRequest request) {
        return tokenField(request)
                .map(field -> field.getValueOrDefault(request))
                .map(String.class::cast)
                .orElse("");
    }

    private static Optional<SdkField<?>> tokenField(SdkPojo request) {
        return request.sdkFields().stream()
                .filter(field -> TOKENS.containsKey(name(field)) && field.marshallingType() == MarshallingType.STRING)
                .findFirst();
    }

    private static AwsRequest asking(AwsRequest request, String token) {
        AwsRequest.Builder builder = request.toBuilder();
        tokenField(request).ifPresent(field -> field.set(builder, token.isEmpty() ? null : token));
        return builder.build();
    }

    private static Operations.Result answer(
            Operations.Result whole, UnaryOperator<List<?>> part, Invocation invocation, @Nullable String token) {
        AwsResponse.Builder builder = whole.response().toBuilder();
        for (SdkField<?> field : whole.response().sdkFields()) {
            Object value = field.getValueOrDefault(whole.response());
            if (value instanceof List<?> list && !(value instanceof SdkAutoConstructList)) {
                field.set(builder, part.apply(list));
            }
        }
        if (token != null) {
            tell(whole.response(), builder, invocation.request(), token);
        }
        return new Operations.Result(builder.build(), whole.body());
    }

    private static void tell(AwsResponse whole, AwsResponse.Builder builder, AwsRequest request, String token) {
        List<String> wanted =
                tokenField(request).map(field -> TOKENS.get(name(field))).orElse(List.of());
        wanted.stream()
                .flatMap(name ->
                        whole.sdkFields().stream().filter(field -> name(field).equals(name)))
                .findFirst()
                .ifPresent(field -> field.set(builder, token));
        whole.sdkFields().stream()
                .filter(field -> name(field).equals("istruncated"))
                .forEach(field -> field.set(builder, true));
    }

    private static String name(SdkField<?> field) {
        return field.memberName().toLowerCase(Locale.ROOT);
    }
}
