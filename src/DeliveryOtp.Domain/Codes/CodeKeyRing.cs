using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace DeliveryOtp.Domain.Codes;

/// <summary>
/// The operator's code keys, newest first. New codes are sealed under the first; a code sealed under an older one
/// stays comparable until it dies. Every method is a function of its arguments alone.
/// </summary>
public sealed class CodeKeyRing
{
    private const int ContactDigestBytes = 16;

    private readonly Dictionary<string, CodeKey> _byId;

    public CodeKeyRing(IReadOnlyList<CodeKey> newestFirst)
    {
        ArgumentOutOfRangeException.ThrowIfZero(newestFirst.Count, nameof(newestFirst));
        Keys = newestFirst;
        _byId = newestFirst.ToDictionary(key => key.Id, StringComparer.Ordinal);
    }

    public IReadOnlyList<CodeKey> Keys { get; }

    /// <summary>Prepares a new code of a delivery for storage.</summary>
    public LiveCode Seal(DeliveryId deliveryId, int generation, DeliveryCode code)
    {
        var key = Keys[0];
        var digits = Encoding.ASCII.GetBytes(code.Reveal());
        var context = Context(deliveryId, generation);

        // The nonce follows from the content, so two different messages never share one under a key.
        byte[] message = [.. context, .. digits];
        var nonce = HMACSHA256.HashData(key.NonceKey, message).AsSpan(0, SealedBox.NonceBytes);
        var encrypted = SealedBox.Seal(key.Display, nonce, digits, context);
        return new LiveCode(key.Id, Digest(key, deliveryId, generation, code), encrypted);
    }

    /// <summary>The digits of a live code, for the reply that issues it and for the recipient's page.</summary>
    /// <exception cref="UnknownCodeKeyException">The code was sealed under a key that the ring no longer holds.</exception>
    /// <exception cref="AuthenticationTagMismatchException">The stored bytes were tampered with.</exception>
    public DeliveryCode Open(DeliveryId deliveryId, int generation, LiveCode code)
    {
        var digits = SealedBox.Open(Find(code.KeyId).Display, code.Encrypted, Context(deliveryId, generation));
        return DeliveryCode.TryParse(Encoding.ASCII.GetString(digits), out var opened)
            ? opened
            : throw new CryptographicException("A sealed code does not hold six digits.");
    }

    /// <summary>Holds presented digits against a live code, and then against those that it superseded, in constant time (R16).</summary>
    /// <param name="deliveryId">Whose code.</param>
    /// <param name="generation">Of the live code.</param>
    /// <param name="code">The live code.</param>
    /// <param name="superseded">Earlier ones; one whose key the ring no longer holds is passed over.</param>
    /// <param name="presented">What was typed.</param>
    /// <exception cref="UnknownCodeKeyException">The live code was sealed under a key that the ring no longer holds.</exception>
    public Comparison Compare(
        DeliveryId deliveryId,
        int generation,
        LiveCode code,
        IReadOnlyList<SupersededCode> superseded,
        DeliveryCode presented)
    {
        var live = Find(code.KeyId);
        var first = FirstDigest(live, deliveryId, presented);
        var isMatch = CryptographicOperations.FixedTimeEquals(Digest(live, deliveryId, generation, presented), code.Digest)
            || (CryptographicOperations.FixedTimeEquals(first, code.Digest) && Open(deliveryId, generation, code).Reveal() == presented.Reveal());
        var isSuperseded = false;
        foreach (var earlier in superseded)
        {
            isSuperseded |= _byId.TryGetValue(earlier.KeyId, out var key)
                && CryptographicOperations.FixedTimeEquals(Digest(key, deliveryId, earlier.Generation, presented), earlier.Digest);
            isSuperseded |= earlier.KeyId == code.KeyId && CryptographicOperations.FixedTimeEquals(first, earlier.Digest);
        }

        return new Comparison(isMatch, !isMatch && isSuperseded, DigestPresented(Keys[0], deliveryId, presented));
    }

    /// <summary>Whether the digest that a wrong comparison left is of these digits, under any key of the ring.</summary>
    public bool IsPresented(DeliveryId deliveryId, DeliveryCode code, ReadOnlySpan<byte> digest)
    {
        foreach (var key in Keys)
        {
            if (CryptographicOperations.FixedTimeEquals(DigestPresented(key, deliveryId, code), digest))
                return true;
        }

        return false;
    }

    /// <summary>
    /// A keyed digest of a whole request. Keyed, since a request holds a code: a plain hash of it could be searched.
    /// </summary>
    public byte[] DigestRequest(ReadOnlySpan<byte> request) => HMACSHA256.HashData(Keys[0].RequestKey, request);

    /// <summary>Whether a request is the one that a stored digest was made of, under any key of the ring.</summary>
    public bool IsSameRequest(ReadOnlySpan<byte> request, ReadOnlySpan<byte> digest)
    {
        foreach (var key in Keys)
        {
            if (CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(key.RequestKey, request), digest))
                return true;
        }

        return false;
    }

    /// <summary>
    /// A digest of a recipient's e-mail address or phone number under the newest key, to find their deliveries by. However its letters are
    /// written, it is the same; another retailer's is another one.
    /// </summary>
    public byte[] DigestContact(RetailerId retailer, string contact) => DigestContact(Keys[0], retailer, contact);

    /// <summary>Likewise, under each key of the ring.</summary>
    public IReadOnlyList<byte[]> DigestContactUnderEach(RetailerId retailer, string contact) =>
        [.. Keys.Select(key => DigestContact(key, retailer, contact))];

    /// <summary>Under the newest key.</summary>
    /// <param name="retailer">Whose API key it is.</param>
    /// <param name="role">What the key may do.</param>
    /// <param name="digest">SHA-256 of the API key.</param>
    public RowSeal SealApiKey(RetailerId retailer, string role, ReadOnlySpan<byte> digest) =>
        new(Keys[0].Id, DigestApiKey(Keys[0], retailer, role, digest));

    /// <summary>Seals what a row holds, under the newest key.</summary>
    /// <param name="content">The row, spelt so that no two rows are spelt alike.</param>
    public RowSeal SealRow(ReadOnlySpan<byte> content) => new(Keys[0].Id, HMACSHA256.HashData(Keys[0].RowKey, content));

    /// <summary>Whether the seal is that of the API key, retailer and role, in constant time; not when its code key is gone.</summary>
    public bool IsSealOf(RowSeal seal, RetailerId retailer, string role, ReadOnlySpan<byte> digest) =>
        _byId.TryGetValue(seal.KeyId, out var key)
        && CryptographicOperations.FixedTimeEquals(DigestApiKey(key, retailer, role, digest), seal.Tag);

    /// <summary>Whether the seal is over this content, in constant time; not when its code key is gone.</summary>
    public bool IsSealOf(RowSeal seal, ReadOnlySpan<byte> content)
    {
        Span<byte> tag = stackalloc byte[HMACSHA256.HashSizeInBytes];
        return _byId.TryGetValue(seal.KeyId, out var key)
            && HMACSHA256.HashData(key.RowKey, content, tag) == tag.Length
            && CryptographicOperations.FixedTimeEquals(tag, seal.Tag);
    }

    /// <summary>
    /// The recipient's link to a delivery under the newest key. Derived, so that a repeated request can be answered with it,
    /// though only its digest is stored.
    /// </summary>
    public RecipientLink LinkTo(DeliveryId deliveryId, int version) => LinkTo(Keys[0], deliveryId, version);

    /// <summary>The link whose digest is stored, under whichever key of the ring; null: its key is gone.</summary>
    public RecipientLink? FindLink(DeliveryId deliveryId, int version, byte[] digest) => Keys
        .Select(key => LinkTo(key, deliveryId, version))
        .FirstOrDefault(link => link.Matches(digest));

    /// <summary>
    /// R20: whether it is a link of this version that was made under a key of the ring. No other one signs in, whatever digest is
    /// stored.
    /// </summary>
    public bool IsOwnLink(RecipientLink link, int version) => FindLink(link.DeliveryId, version, link.Digest) is not null;

    /// <summary>The most versions that <see cref="FindVersion"/> tries. A delivery has had more links only if its recipient was changed again and again.</summary>
    public const int MostTold = 32;

    /// <summary>
    /// Which of the delivery's links it is, told by the keys alone; null: none of its first <see cref="MostTold"/>. It may be good no more.
    /// </summary>
    public int? FindVersion(RecipientLink link)
    {
        for (var version = 1; version <= MostTold; version++)
        {
            if (IsOwnLink(link, version))
                return version;
        }

        return null;
    }

    private static byte[] DigestContact(CodeKey key, RetailerId retailer, string contact)
    {
        byte[] message = [.. retailer.Value.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(contact.ToLowerInvariant())];
        return HMACSHA256.HashData(key.ContactKey, message)[..ContactDigestBytes];
    }

    private static byte[] DigestApiKey(CodeKey key, RetailerId retailer, string role, ReadOnlySpan<byte> digest)
    {
        byte[] message = [.. retailer.Value.ToByteArray(bigEndian: true), .. digest, .. Encoding.UTF8.GetBytes(role)];
        return HMACSHA256.HashData(key.ApiKeyKey, message);
    }

    private static RecipientLink LinkTo(CodeKey key, DeliveryId deliveryId, int version) =>
        new(deliveryId, HMACSHA256.HashData(key.LinkKey, Context(deliveryId, version)));

    /// <summary>With the generation in it, so that an old digest, put in the place of the live one, opens nothing.</summary>
    private static byte[] Digest(CodeKey key, DeliveryId deliveryId, int generation, DeliveryCode code)
    {
        Span<byte> message = stackalloc byte[16 + sizeof(int) + 6];
        deliveryId.Value.TryWriteBytes(message, bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(message[16..], generation);
        Encoding.ASCII.GetBytes(code.Reveal(), message[20..]);
        return HMACSHA256.HashData(key.DigestKey, message);
    }

    /// <summary>
    /// As codes were digested before the generation was part of it, and guesses likewise. A live code of that time stays good until
    /// it dies, but not for its digest alone: the sealed digits have to be the same.
    /// </summary>
    private static byte[] FirstDigest(CodeKey key, DeliveryId deliveryId, DeliveryCode code) =>
        DigestUnder(key.FirstDigestKey, deliveryId, code);

    /// <summary>Of another purpose than a live code's: what the journal keeps of a guess can't stand in for a code.</summary>
    private static byte[] DigestPresented(CodeKey key, DeliveryId deliveryId, DeliveryCode code) =>
        DigestUnder(key.PresentedKey, deliveryId, code);

    private static byte[] DigestUnder(byte[] key, DeliveryId deliveryId, DeliveryCode code)
    {
        Span<byte> message = stackalloc byte[16 + 6];
        deliveryId.Value.TryWriteBytes(message, bigEndian: true, out _);
        Encoding.ASCII.GetBytes(code.Reveal(), message[16..]);
        return HMACSHA256.HashData(key, message);
    }

    private static byte[] Context(DeliveryId deliveryId, int generation)
    {
        var context = new byte[16 + sizeof(int)];
        deliveryId.Value.TryWriteBytes(context, bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(context.AsSpan(16), generation);
        return context;
    }

    /// <exception cref="UnknownCodeKeyException">The ring no longer holds it.</exception>
    internal CodeKey Find(string keyId) =>
        _byId.TryGetValue(keyId, out var key) ? key : throw new UnknownCodeKeyException(keyId);
}

/// <summary>The result of one comparison.</summary>
/// <param name="IsMatch">The presented digits are the live code.</param>
/// <param name="IsSuperseded">They are those of an earlier generation: an old message, and no guess (R12, row 12).</param>
/// <param name="PresentedDigest">A keyed digest of what was presented, for the journal (R2).</param>
public sealed record Comparison(bool IsMatch, bool IsSuperseded, byte[] PresentedDigest);

/// <summary>A live code's key was taken out of the configuration too early.</summary>
public sealed class UnknownCodeKeyException(string keyId)
    : Exception($"A live code is sealed under the key '{keyId}', which is not configured. Put the key back until its codes are dead.");
