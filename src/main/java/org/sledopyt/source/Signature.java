package org.sledopyt.source;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Signatures that sources want on requests or put on webhooks. Texts are UTF-8; hex is in lower case. */
public final class Signature {

    private Signature() {}

    public static byte[] md5(String text) {
        return digest("MD5", utf8(text));
    }

    public static byte[] sha256(String text) {
        return digest("SHA-256", utf8(text));
    }

    public static byte[] sha256(byte[] body, String after) {
        byte[] key = utf8(after);
        byte[] all = java.util.Arrays.copyOf(body, body.length + key.length);
        System.arraycopy(key, 0, all, body.length, key.length);
        return digest("SHA-256", all);
    }

    public static byte[] hmacSha256(String key, byte[] body) {
        return hmac("HmacSHA256", key, body);
    }

    public static byte[] hmacMd5(String key, byte[] body) {
        return hmac("HmacMD5", key, body);
    }

    public static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    public static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /**
     * Whether a webhook carries the right signature, compared in constant time; hex in either case, a prefix such as {@code sha256=} or
     * {@code hmac-sha256-hex=} does not matter. A missing one is wrong.
     */
    public static boolean same(String right, @Nullable String given) {
        if (given == null || given.length() > 500) {
            return false;
        }
        String bare = given.strip().replaceFirst("^[A-Za-z0-9-]{2,20}=(?=.)", "");
        boolean hex = right.matches("[0-9a-fA-F]+");
        return MessageDigest.isEqual(
                utf8(hex ? right.toLowerCase(Locale.ROOT) : right), utf8(hex ? bare.toLowerCase(Locale.ROOT) : bare));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(String algorithm, String key, byte[] body) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            // an empty key is not allowed; a zero byte gives the same code
            mac.init(new SecretKeySpec(key.isEmpty() ? new byte[1] : utf8(key), algorithm));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
