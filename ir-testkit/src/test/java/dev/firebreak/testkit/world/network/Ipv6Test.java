package dev.firebreak.testkit.world.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class Ipv6Test {
    @Test
    void range_hostBits_areCleared() {
        assertThat(Ipv6.range("2001:0DB8::1/32").cidr()).isEqualTo("2001:db8::/32");
        assertThat(Ipv6.range("::/0").cidr()).isEqualTo("::/0");
    }

    @Test
    void canonical_severalGaps_shortensTheLongest() {
        assertThat(Ipv6.canonical("2001:0:0:1:0:0:0:1")).isEqualTo("2001:0:0:1::1");
        assertThat(Ipv6.canonical("1:2:3:4:5:6:7:0")).isEqualTo("1:2:3:4:5:6:7:0");
    }

    @Test
    void contains_addressesAndRanges_comparesThePrefix() {
        Ipv6 range = Ipv6.range("2001:db8:1::/48");

        assertThat(range.contains("2001:db8:1:ffff::1")).isTrue();
        assertThat(range.contains("2001:db8:2::1")).isFalse();
        assertThat(range.contains(Ipv6.range("2001:db8:1:2::/64"))).isTrue();
        assertThat(range.overlaps(Ipv6.range("2001:db8::/32"))).isTrue();
    }

    @Test
    void range_malformed_isRefused() {
        for (String text : new String[] {"::/129", "::1", "1:2:3/64", "1::2::3/64", "g::/64", "1:2:3:4:5:6:7:8::/64"}) {
            assertThatThrownBy(() -> Ipv6.range(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
