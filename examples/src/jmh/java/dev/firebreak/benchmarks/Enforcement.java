package dev.firebreak.benchmarks;

import dev.firebreak.testkit.FakeAws;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;

/** What it costs to verify a call's signature and to evaluate the twenty policies attached to its user and the user's group. */
@State(Scope.Benchmark)
public class Enforcement {
    @Param({"false", "true"})
    public boolean enforcing;

    private FakeAws fake = FakeAws.create();
    private Ec2Client ec2 = fake.ec2();

    @Setup
    public void attach() {
        fake = enforcing ? FakeAws.builder().enforceIam().build() : fake;
        IamClient iam = fake.iam();
        iam.createUser(request -> request.userName("responder"));
        iam.createGroup(request -> request.groupName("responders"));
        iam.addUserToGroup(request -> request.groupName("responders").userName("responder"));
        for (int index = 0; index < 10; index++) {
            String own = create(iam, "responder-" + index);
            iam.attachUserPolicy(request -> request.userName("responder").policyArn(own));
            String common = create(iam, "responders-" + index);
            iam.attachGroupPolicy(request -> request.groupName("responders").policyArn(common));
        }
        AccessKey key =
                iam.createAccessKey(request -> request.userName("responder")).accessKey();
        ec2 = fake.configure(Ec2Client.builder())
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey())))
                .build();
    }

    private static String create(IamClient iam, String name) {
        return iam.createPolicy(request -> request.policyName(name).policyDocument(policy(name)))
                .policy()
                .arn();
    }

    /** Two statements, as policies of real accounts have them: what is allowed under a condition, and what is denied. */
    private static String policy(String name) {
        return """
                {"Version": "2012-10-17", "Statement": [
                  {"Effect": "Allow", "Action": ["ec2:Describe*", "s3:Get*"], "Resource": "*",
                   "Condition": {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}}},
                  {"Effect": "Deny", "Action": "s3:Delete*", "Resource": "arn:aws:s3:::%s/*"}]}""".formatted(name);
    }

    @TearDown
    public void close() {
        ec2.close();
        fake.close();
    }

    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public DescribeInstancesResponse describe() {
        return ec2.describeInstances();
    }
}
