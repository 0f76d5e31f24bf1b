package dev.firebreak.testkit.service.kms;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.world.Account;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.World;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.kms.model.AliasListEntry;
import software.amazon.awssdk.services.kms.model.KeyManagerType;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;

/** The KMS keys of the world, as the other services that encrypt see them. */
public final class KmsKeys {
    static final String ALIAS = "alias/";
    static final String AWS_ALIAS = "alias/aws/";
    private static final Pattern ARN = Pattern.compile("arn:aws:kms:([a-z0-9-]+):([0-9]{12}):(key|alias)/(.+)");

    private KmsKeys() {}

    /**
     * The key of this name, in whatever state.
     *
     * @param region from where the key is named: ids and alias names are looked up in it, and keys of other Regions are not found
     * @param name a key id, an alias name such as {@code alias/evidence}, or the ARN of either, also of another account
     */
    public static Optional<KmsKey> find(Region region, String name) {
        Matcher arn = ARN.matcher(name);
        if (!arn.matches()) {
            return name.startsWith(ALIAS)
                    ? byAlias(region, name)
                    : KmsState.of(region).find(name);
        }
        Account account = region.world().accounts().get(arn.group(2));
        if (account == null || !arn.group(1).equals(region.name())) {
            return Optional.empty();
        }
        return find(account.region(region.name()), arn.group(3).equals("key") ? arn.group(4) : ALIAS + arn.group(4));
    }

    /** The key with this ARN, or that of its alias. */
    static Optional<KmsKey> byArn(World world, String arn) {
        Matcher parts = ARN.matcher(arn);
        return parts.matches()
                ? Optional.ofNullable(world.accounts().get(parts.group(2)))
                        .map(account -> account.regions().get(parts.group(1)))
                        .flatMap(region -> find(region, arn))
                : Optional.empty();
    }

    private static Optional<KmsKey> byAlias(Region region, String alias) {
        if (AwsManagedKeys.isPredefined(alias)) {
            return Optional.of(awsManaged(region, alias.substring(AWS_ALIAS.length())));
        }
        KmsState state = KmsState.of(region);
        return Optional.ofNullable(state.aliases().get(alias))
                .map(AliasListEntry::targetKeyId)
                .flatMap(state::find);
    }

    /**
     * The key that AWS manages in an account and Region for a service, made when it is first needed.
     *
     * @param service the end of the key's alias: {@code ebs} for {@code alias/aws/ebs}
     */
    public static KmsKey awsManaged(Region region, String service) {
        KmsState state = KmsState.of(region);
        String alias = AWS_ALIAS + service;
        return Optional.ofNullable(state.aliases().get(alias))
                .map(AliasListEntry::targetKeyId)
                .flatMap(state::find)
                .orElseGet(() -> AwsManagedKeys.create(region, alias));
    }

    /** Whether data can be encrypted under the key now: it is symmetric, meant for it, and enabled. */
    public static boolean canEncrypt(KmsKey key) {
        return key.isUsable()
                && key.metadata().keySpec() == KeySpec.SYMMETRIC_DEFAULT
                && key.metadata().keyUsage() == KeyUsageType.ENCRYPT_DECRYPT;
    }

    /** Whether policy or grants of the key let the caller do this, such as {@code CreateGrant}, through a service such as {@code ec2}. */
    public static boolean allowsThrough(Call call, KmsKey key, String service, String action) {
        return KeyAccess.allowsThrough(call, key, service, action);
    }

    /** The state of a key that is not enabled, as KMS words it: {@code disabled}, {@code pending deletion}. */
    public static String wordedState(KmsKey key) {
        return KeyLookup.worded(key);
    }

    /** Whether the key belongs to the account's owner, who can share it, and not to AWS. */
    public static boolean isCustomerManaged(KmsKey key) {
        return key.metadata().keyManager() == KeyManagerType.CUSTOMER;
    }
}
