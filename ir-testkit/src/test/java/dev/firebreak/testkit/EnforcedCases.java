package dev.firebreak.testkit;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.sts.model.Credentials;

/** Cases of a fake that verifies signatures and enforces policies. */
public abstract class EnforcedCases extends ServiceCases {
    protected static final String EVERYTHING = allow("*", "*");

    @Override
    protected FakeAwsBuilder settings(FakeAwsBuilder builder) {
        return builder.enforceIam();
    }

    /** IAM as the root user. */
    protected IamClient root() {
        return client(IamClient.builder());
    }

    /** The key of a new user with one inline policy of these statements. */
    protected AwsCredentials user(String name, String... statements) {
        IamClient iam = root();
        iam.createUser(user -> user.userName(name));
        if (statements.length > 0) {
            iam.putUserPolicy(put -> put.userName(name).policyName("p").policyDocument(policy(statements)));
        }
        AccessKey key = iam.createAccessKey(create -> create.userName(name)).accessKey();
        return AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey());
    }

    /** The ARN of a new role that trusts this principal, with one inline policy of these statements. */
    protected String role(String name, String trusted, String... statements) {
        IamClient iam = root();
        String trust = policy("{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"" + trusted
                + "\"},\"Action\":[\"sts:AssumeRole\",\"sts:SetSourceIdentity\"]}");
        String arn = iam.createRole(role -> role.roleName(name).assumeRolePolicyDocument(trust))
                .role()
                .arn();
        if (statements.length > 0) {
            iam.putRolePolicy(put -> put.roleName(name).policyName("p").policyDocument(policy(statements)));
        }
        return arn;
    }

    protected static AwsCredentials session(Credentials session) {
        return AwsSessionCredentials.create(session.accessKeyId(), session.secretAccessKey(), session.sessionToken());
    }

    protected static String allow(String action, String resource) {
        return statement("Allow", action, resource, "");
    }

    protected static String deny(String action, String resource) {
        return statement("Deny", action, resource, "");
    }

    protected static String statement(String effect, String action, String resource, String condition) {
        return "{\"Effect\":\"" + effect + "\",\"Action\":\"" + action + "\",\"Resource\":\"" + resource + "\""
                + (condition.isEmpty() ? "" : ",\"Condition\":" + condition) + "}";
    }

    protected static String policy(String... statements) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}";
    }
}
