package dev.firebreak.testkit.service.kms;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ResultPage;
import dev.firebreak.testkit.service.kms.crypto.KeyAlgorithms;
import dev.firebreak.testkit.world.Region;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import software.amazon.awssdk.services.kms.model.AliasListEntry;
import software.amazon.awssdk.services.kms.model.CreateAliasRequest;
import software.amazon.awssdk.services.kms.model.CreateAliasResponse;
import software.amazon.awssdk.services.kms.model.DeleteAliasRequest;
import software.amazon.awssdk.services.kms.model.DeleteAliasResponse;
import software.amazon.awssdk.services.kms.model.ListAliasesRequest;
import software.amazon.awssdk.services.kms.model.ListAliasesResponse;
import software.amazon.awssdk.services.kms.model.UpdateAliasRequest;
import software.amazon.awssdk.services.kms.model.UpdateAliasResponse;

/** Friendly names of keys, which can be moved from one key to another. */
final class Aliases {
    private static final String NAME = "[a-zA-Z0-9:/_-]{1,256}";

    private Aliases() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateAlias", CreateAliasRequest::builder, Aliases::create)
                .on("UpdateAlias", UpdateAliasRequest::builder, Aliases::update)
                .on("DeleteAlias", DeleteAliasRequest::builder, Aliases::delete)
                .on("ListAliases", ListAliasesRequest::builder, Aliases::list);
    }

    static String arn(Region region, String alias) {
        return "arn:aws:kms:" + region.name() + ":" + region.account().id() + ":" + alias;
    }

    static AliasListEntry entry(Region region, String alias, String keyId, Instant now) {
        return AliasListEntry.builder()
                .aliasName(alias)
                .aliasArn(arn(region, alias))
                .targetKeyId(keyId)
                .creationDate(now)
                .lastUpdatedDate(now)
                .build();
    }

    private static void checkName(String alias) {
        if (!alias.matches(NAME)) {
            throw KmsErrors.constraint(
                    alias, "aliasName", "Member must satisfy regular expression pattern: ^[a-zA-Z0-9:/_-]+$");
        }
        if (!alias.startsWith(KmsKeys.ALIAS)) {
            throw KmsErrors.validation("Invalid identifier");
        }
        if (alias.startsWith(KmsKeys.AWS_ALIAS)) {
            throw AwsError.of("NotAuthorizedException", "");
        }
    }

    private static CreateAliasResponse create(Call call, CreateAliasRequest request) {
        checkName(request.aliasName());
        KmsKey key = KeyLookup.kept(KeyLookup.managed(call, request.targetKeyId(), "CreateAlias"));
        SortedMap<String, AliasListEntry> aliases = KmsState.of(call.region()).aliases();
        if (aliases.containsKey(request.aliasName())) {
            throw AwsError.of(
                    "AlreadyExistsException",
                    "An alias with the name %s already exists",
                    arn(call.region(), request.aliasName()));
        }
        aliases.put(request.aliasName(), entry(call.region(), request.aliasName(), key.id(), call.now()));
        return CreateAliasResponse.builder().build();
    }

    private static AliasListEntry existing(Call call, String alias) {
        return Optional.ofNullable(KmsState.of(call.region()).aliases().get(alias))
                .orElseThrow(() -> KmsErrors.noSuchAlias(arn(call.region(), alias)));
    }

    /** An alias moves only between keys of the same kind, so that what is encrypted or signed under it stays readable. */
    private static UpdateAliasResponse update(Call call, UpdateAliasRequest request) {
        checkName(request.aliasName());
        AliasListEntry alias = existing(call, request.aliasName());
        KmsKey key = KeyLookup.kept(KeyLookup.managed(call, request.targetKeyId(), "UpdateAlias"));
        KmsKey before = KmsState.of(call.region()).find(alias.targetKeyId()).orElse(key);
        if (kind(before) != kind(key)
                || before.metadata().keyUsage() != key.metadata().keyUsage()) {
            throw KmsErrors.validation(
                    "Alias %s cannot be changed from a key of one type and usage to another", alias.aliasArn());
        }
        KmsState.of(call.region())
                .aliases()
                .put(
                        alias.aliasName(),
                        alias.toBuilder()
                                .targetKeyId(key.id())
                                .lastUpdatedDate(call.now())
                                .build());
        return UpdateAliasResponse.builder().build();
    }

    private static int kind(KmsKey key) {
        var spec = key.metadata().keySpec();
        return KeyAlgorithms.isHmac(spec) ? 1 : KeyAlgorithms.isRsa(spec) || KeyAlgorithms.isEcc(spec) ? 2 : 0;
    }

    private static DeleteAliasResponse delete(Call call, DeleteAliasRequest request) {
        checkName(request.aliasName());
        KmsState.of(call.region())
                .aliases()
                .remove(existing(call, request.aliasName()).aliasName());
        return DeleteAliasResponse.builder().build();
    }

    private static ListAliasesResponse list(Call call, ListAliasesRequest request) {
        List<AliasListEntry> all =
                List.copyOf(KmsState.of(call.region()).aliases().values());
        if (request.keyId() != null) {
            String id = KeyLookup.managed(call, request.keyId(), "ListAliases").id();
            all = all.stream().filter(alias -> id.equals(alias.targetKeyId())).toList();
        }
        int limit = KeyLookup.limit(request.limit(), 50, 100);
        ResultPage<AliasListEntry> page = ResultPage.of(all, limit, request.marker(), KmsErrors::invalidMarker);
        return ListAliasesResponse.builder()
                .aliases(page.items())
                .nextMarker(page.nextToken())
                .truncated(page.nextToken() != null)
                .build();
    }
}
