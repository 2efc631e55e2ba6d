package org.sledopyt.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureTest {

    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void known_digests_come_out() {
        assertThat(Signature.hex(Signature.md5("abc"))).isEqualTo("900150983cd24fb0d6963f7d28e17f72");
        assertThat(Signature.hex(Signature.sha256("abc"))).isEqualTo(ABC);
        assertThat(Signature.hex(Signature.sha256(bytes("a"), "bc"))).isEqualTo(ABC);
        assertThat(Signature.hex(Signature.sha256(bytes("abc"), ""))).isEqualTo(ABC);
        // RFC 4231 and RFC 2202, second cases
        assertThat(Signature.hex(Signature.hmacSha256("Jefe", bytes("what do ya want for nothing?"))))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        assertThat(Signature.hex(Signature.hmacMd5("Jefe", bytes("what do ya want for nothing?"))))
                .isEqualTo("750c783e6ab0b503eaa86e310a5db738");
        assertThat(Signature.base64(Signature.md5("abc"))).isEqualTo("kAFQmDzST7DWlj99KOF/cg==");
    }

    @Test
    void bytes_that_are_no_text_are_signed_as_they_are() {
        byte[] odd = {(byte) 0xff, 0, (byte) 0xfe};
        assertThat(Signature.sha256(odd, "k"))
                .isNotEqualTo(Signature.sha256(new String(odd, StandardCharsets.UTF_8) + "k"));
    }

    @Test
    void empty_key_is_no_fault() {
        assertThat(Signature.hmacSha256("", bytes("x"))).hasSize(32);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sha256=", "hmac-sha256-hex=", " "})
    void prefix_and_letter_case_of_hex_do_not_matter(String prefix) {
        assertThat(Signature.same(ABC, prefix + ABC)).isTrue();
        assertThat(Signature.same(ABC, prefix + ABC.toUpperCase(java.util.Locale.ROOT)))
                .isTrue();
    }

    @Test
    void everything_else_is_wrong() {
        assertThat(Signature.same(ABC, null)).isFalse();
        assertThat(Signature.same(ABC, "")).isFalse();
        assertThat(Signature.same(ABC, "sha256=")).isFalse();
        assertThat(Signature.same(ABC, ABC.substring(1))).isFalse();
        assertThat(Signature.same(ABC, ABC + "0")).isFalse();
        assertThat(Signature.same(ABC, "x".repeat(1_000_000))).isFalse();
        // base64 keeps its letter case and its own equals signs
        assertThat(Signature.same("kAFQmDzST7DWlj99KOF/cg==", "kAFQmDzST7DWlj99KOF/cg=="))
                .isTrue();
        assertThat(Signature.same("kAFQmDzST7DWlj99KOF/cg==", "KAFQMDZST7DWLJ99KOF/CG=="))
                .isFalse();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
