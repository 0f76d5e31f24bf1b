package dev.firebreak.testkit.service.s3;

import dev.firebreak.testkit.world.Account;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.s3.model.AccessControlPolicy;
import software.amazon.awssdk.services.s3.model.Grant;
import software.amazon.awssdk.services.s3.model.Grantee;
import software.amazon.awssdk.services.s3.model.Owner;
import software.amazon.awssdk.services.s3.model.Permission;
import software.amazon.awssdk.services.s3.model.S3Request;
import software.amazon.awssdk.services.s3.model.Type;

/** ACLs as requests ask for them in headers: by the name of a canned ACL, or grant by grant. */
final class CannedAcls {
    static final String EVERYONE = "http://acs.amazonaws.com/groups/global/AllUsers";
    static final String AUTHENTICATED = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers";
    static final String LOG_DELIVERY = "http://acs.amazonaws.com/groups/s3/LogDelivery";
    private static final Pattern GRANTEE = Pattern.compile("(id|uri|emailAddress)=\"?([^\",]+)\"?");
    private static final Map<String, Permission> HEADERS = Map.of(
            "GrantFullControl", Permission.FULL_CONTROL,
            "GrantRead", Permission.READ,
            "GrantWrite", Permission.WRITE,
            "GrantReadACP", Permission.READ_ACP,
            "GrantWriteACP", Permission.WRITE_ACP);

    private CannedAcls() {}

    /** The ACL that gives an account alone everything. */
    static AccessControlPolicy ownerOnly(Account account) {
        return named(account, "private");
    }

    static AccessControlPolicy named(Account account, String acl) {
        Owner owner = owner(account);
        List<Grant> grants = new ArrayList<>();
        grants.add(
                grant(Grantee.builder().type(Type.CANONICAL_USER).id(owner.id()).build(), Permission.FULL_CONTROL));
        switch (acl) {
            case "private", "bucket-owner-read", "bucket-owner-full-control", "aws-exec-read" -> {}
            case "public-read" -> grants.add(group(EVERYONE, Permission.READ));
            case "public-read-write" -> {
                grants.add(group(EVERYONE, Permission.READ));
                grants.add(group(EVERYONE, Permission.WRITE));
            }
            case "authenticated-read" -> grants.add(group(AUTHENTICATED, Permission.READ));
            case "log-delivery-write" -> {
                grants.add(group(LOG_DELIVERY, Permission.WRITE));
                grants.add(group(LOG_DELIVERY, Permission.READ_ACP));
            }
            default -> throw S3Errors.invalidArgument("");
        }
        return AccessControlPolicy.builder().owner(owner).grants(grants).build();
    }

    /** The grants in the {@code x-amz-grant-*} headers of a request. */
    static List<Grant> granted(S3Request request) {
        List<Grant> grants = new ArrayList<>();
        HEADERS.forEach((field, permission) -> request.getValueForField(field, String.class)
                .ifPresent(header -> {
                    Matcher grantee = GRANTEE.matcher(header);
                    while (grantee.find()) {
                        grants.add(grant(grantee(grantee.group(1), grantee.group(2)), permission));
                    }
                }));
        return grants;
    }

    private static Grantee grantee(String kind, String value) {
        return switch (kind) {
            case "id" -> Grantee.builder().type(Type.CANONICAL_USER).id(value).build();
            case "uri" -> Grantee.builder().type(Type.GROUP).uri(value).build();
            default -> throw S3Errors.invalidArgument("Grants by email address are no longer supported");
        };
    }

    static boolean isPublic(AccessControlPolicy acl) {
        return acl.grants().stream()
                .map(Grant::grantee)
                .anyMatch(grantee -> EVERYONE.equals(grantee.uri()) || AUTHENTICATED.equals(grantee.uri()));
    }

    private static Grant grant(Grantee grantee, Permission permission) {
        return Grant.builder().grantee(grantee).permission(permission).build();
    }

    private static Grant group(String uri, Permission permission) {
        return grant(Grantee.builder().type(Type.GROUP).uri(uri).build(), permission);
    }

    /** The canonical user id of an account, made from its number. */
    static Owner owner(Account account) {
        byte[] digest = Checksums.SHA256.of(("canonical user " + account.id()).getBytes(StandardCharsets.UTF_8));
        return Owner.builder().id(HexFormat.of().formatHex(digest)).build();
    }
}
