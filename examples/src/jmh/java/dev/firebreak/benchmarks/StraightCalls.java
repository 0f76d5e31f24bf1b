package dev.firebreak.benchmarks;

import dev.firebreak.aws.Ec2Instance;
import dev.firebreak.testkit.FakeAws;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/** Calls of the SDK's clients for network interfaces, none of which waits for another, for as many as threads there are. */
final class StraightCalls implements AutoCloseable {
    private final ExecutorService threads;
    private final Map<List<String>, Ec2Client> clients = new HashMap<>();
    private final List<Face> faces = new ArrayList<>();

    private record Face(Ec2Client ec2, NetworkInterface found) {
        void look() {
            ec2.describeNetworkInterfaces(request -> request.networkInterfaceIds(found.networkInterfaceId()));
        }

        /** Changes it to what it is. */
        void change() {
            List<String> groups =
                    found.groups().stream().map(GroupIdentifier::groupId).toList();
            ec2.modifyNetworkInterfaceAttribute(request ->
                    request.networkInterfaceId(found.networkInterfaceId()).groups(groups));
        }
    }

    /** Makes the clients, one for each account and Region, and finds the interfaces. */
    StraightCalls(FakeAws fake, List<Ec2Instance> instances, int threads) {
        this.threads = Executors.newFixedThreadPool(threads);
        for (Ec2Instance instance : instances) {
            String account = instance.account().orElseThrow();
            String region = instance.region().orElseThrow();
            clients.computeIfAbsent(List.of(account, region), place -> client(fake, account, region));
        }
        clients.values()
                .forEach(ec2 -> ec2.describeNetworkInterfacesPaginator()
                        .networkInterfaces()
                        .forEach(found -> faces.add(new Face(ec2, found))));
    }

    private static Ec2Client client(FakeAws fake, String account, String region) {
        return fake.configure(Ec2Client.builder())
                .region(Region.of(region))
                .credentialsProvider(fake.credentials(account))
                .build();
    }

    /** How many seconds so many looks and changes take, each interface in turn. */
    double seconds(long looks, long changes) {
        var calls = new ArrayList<Runnable>();
        for (int count = 0; count < looks; count++) {
            calls.add(faces.get(count % faces.size())::look);
        }
        for (int count = 0; count < changes; count++) {
            calls.add(faces.get(count % faces.size())::change);
        }
        long began = System.nanoTime();
        CompletableFuture.allOf(calls.stream()
                        .map(call -> CompletableFuture.runAsync(call, threads))
                        .toArray(CompletableFuture[]::new))
                .join();
        return (System.nanoTime() - began) / 1e9;
    }

    @Override
    public void close() {
        threads.shutdown();
        clients.values().forEach(Ec2Client::close);
    }
}
