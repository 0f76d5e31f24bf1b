package dev.firebreak.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.world.ec2.Ec2Instance;
import dev.firebreak.testkit.world.ec2.Ec2State;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Many clients at once, doing to the same resources whatever comes to their minds. */
class StressTest {
    private static final int CLIENTS = 8;
    private static final int STEPS = 60;

    private final AtomicInteger users = new AtomicInteger();
    private final AtomicInteger sent = new AtomicInteger();

    @ParameterizedTest
    @EnumSource(Door.class)
    void parallelClients_anyOrder_leaveAConsistentWorld(Door door) throws Exception {
        try (FakeAws fake = FakeAws.create();
                Ec2Client ec2 = door.connect(fake, Ec2Client.builder()).build();
                IamClient iam = door.connect(fake, IamClient.builder()).build();
                SqsClient sqs = door.connect(fake, SqsClient.builder()).build()) {
            String queue = sqs.createQueue(request -> request.queueName("work")).queueUrl();
            String image = ec2.describeImages(request -> request.owners("amazon"))
                    .images()
                    .get(0)
                    .imageId();
            inParallel(seed -> {
                new Caller(ec2, image, new Random(seed)).run();
                iam.createUser(request -> request.userName("user-" + users.incrementAndGet()));
                sqs.sendMessage(request -> request.queueUrl(queue).messageBody("" + sent.incrementAndGet()));
            });

            assertThat(iam.listUsers().users()).hasSize(CLIENTS);
            assertThat(received(sqs, queue)).isEqualTo(CLIENTS);
            synchronized (fake.world()) {
                consistent(fake.world()
                        .account(fake.accountId())
                        .region(fake.region().id())
                        .ec2());
            }
        }
    }

    private interface Work {
        void run(int seed);
    }

    private static void inParallel(Work work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Callable<Object>> calls = IntStream.range(0, CLIENTS)
                    .mapToObj(seed -> Executors.callable(() -> work.run(seed)))
                    .collect(Collectors.toList());
            for (Future<Object> done : threads.invokeAll(calls)) {
                done.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    private static int received(SqsClient sqs, String queue) {
        var bodies = new ArrayList<String>();
        int before;
        do {
            before = bodies.size();
            sqs.receiveMessage(request -> request.queueUrl(queue).maxNumberOfMessages(10))
                    .messages()
                    .forEach(message -> bodies.add(message.body()));
        } while (bodies.size() > before);
        return (int) bodies.stream().distinct().count();
    }

    /** Whatever points to something points to something that is there, and points back. */
    private static void consistent(Ec2State state) {
        assertThat(state.instances().all()).isNotEmpty();
        state.interfaces().all().forEach(each -> {
            each.groups()
                    .forEach(group -> assertThat(state.securityGroups().contains(group.groupId()))
                            .isTrue());
            assertThat(state.subnets().contains(each.subnetId())).isTrue();
            if (each.attachment() != null && each.attachment().instanceId() != null) {
                assertThat(state.instances().contains(each.attachment().instanceId()))
                        .isTrue();
            }
        });
        state.volumes()
                .all()
                .forEach(volume -> volume.attachments()
                        .forEach(attachment -> assertThat(state.instances()
                                        .find(attachment.instanceId())
                                        .map(Ec2Instance::id))
                                .contains(attachment.instanceId())));
        assertThat(state.interfaces().all().stream()
                        .map(each -> each.subnetId() + each.privateIpAddress())
                        .toList())
                .doesNotHaveDuplicates();
    }

    /** One client's random walk; a refusal is an answer like any other. */
    private record Caller(Ec2Client ec2, String image, Random random) {
        void run() {
            for (int step = 0; step < STEPS; step++) {
                try {
                    step();
                } catch (AwsServiceException refused) {
                    assertThat(refused.statusCode()).isLessThan(500);
                }
            }
        }

        private void step() {
            switch (random.nextInt(7)) {
                case 0, 1 ->
                    ec2.runInstances(request -> request.imageId(image)
                            .instanceType("t3.micro")
                            .minCount(1)
                            .maxCount(2));
                case 2 -> ec2.terminateInstances(request -> request.instanceIds(any()));
                case 3 -> ec2.stopInstances(request -> request.instanceIds(any()));
                case 4 ->
                    ec2.createSecurityGroup(request ->
                            request.groupName("group-" + random.nextInt(5)).description("shared by all"));
                case 5 -> isolate();
                default -> ec2.describeInstances();
            }
        }

        private void isolate() {
            String group = ec2.describeSecurityGroups().securityGroups().get(0).groupId();
            ec2.describeNetworkInterfaces().networkInterfaces().stream()
                    .skip(random.nextInt(3))
                    .findFirst()
                    .ifPresent(each -> ec2.modifyNetworkInterfaceAttribute(
                            request -> request.networkInterfaceId(each.networkInterfaceId())
                                    .groups(group)));
        }

        private String any() {
            List<Instance> running = ec2.describeInstances().reservations().stream()
                    .flatMap(reservation -> reservation.instances().stream())
                    .filter(instance -> instance.state().name() != InstanceStateName.TERMINATED)
                    .toList();
            return running.isEmpty()
                    ? "i-0123456789abcdef0"
                    : running.get(random.nextInt(running.size())).instanceId();
        }
    }
}
