using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using DeliveryOtp.Domain.Codes;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace DeliveryOtp.Api.Access;

/// <summary>Encrypts a data-protection key for storage (AES-256-GCM) under a key derived from the operator's newest code key.</summary>
internal sealed class CodeKeyXmlEncryptor(CodeKeyRing ring) : IXmlEncryptor
{
    internal const string Purpose = "deliveryotp/data-protection/v1";
    internal const string KeyAttribute = "code_key";
    internal const int NonceBytes = 12;
    internal const int TagBytes = 16;

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var sealedKey = new byte[NonceBytes + TagBytes + plain.Length];
        var nonce = sealedKey.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(ring.Keys[0].Derive(Purpose, 32), TagBytes);
        aes.Encrypt(nonce, plain, sealedKey.AsSpan(NonceBytes + TagBytes), sealedKey.AsSpan(NonceBytes, TagBytes));
        return new EncryptedXmlInfo(
            new XElement("sealed", new XAttribute(KeyAttribute, ring.Keys[0].Id), Convert.ToBase64String(sealedKey)),
            typeof(CodeKeyXmlDecryptor));
    }
}

/// <summary>The way back. Made by the framework, from the name that stands beside what was encrypted.</summary>
internal sealed class CodeKeyXmlDecryptor(IServiceProvider services) : IXmlDecryptor
{
    /// <exception cref="UnknownCodeKeyException">It is encrypted under a key that the ring no longer holds.</exception>
    public XElement Decrypt(XElement encryptedElement)
    {
        var ring = services.GetRequiredService<CodeKeyRing>();
        var id = (string?)encryptedElement.Attribute(CodeKeyXmlEncryptor.KeyAttribute) ?? string.Empty;
        var key = ring.Keys.FirstOrDefault(key => key.Id == id) ?? throw new UnknownCodeKeyException(id);
        var stored = Convert.FromBase64String(encryptedElement.Value).AsSpan();
        var body = stored[(CodeKeyXmlEncryptor.NonceBytes + CodeKeyXmlEncryptor.TagBytes)..];
        var plain = new byte[body.Length];
        using var aes = new AesGcm(key.Derive(CodeKeyXmlEncryptor.Purpose, 32), CodeKeyXmlEncryptor.TagBytes);
        aes.Decrypt(
            stored[..CodeKeyXmlEncryptor.NonceBytes],
            body,
            stored[CodeKeyXmlEncryptor.NonceBytes..(CodeKeyXmlEncryptor.NonceBytes + CodeKeyXmlEncryptor.TagBytes)],
            plain);
        return XElement.Parse(Encoding.UTF8.GetString(plain));
    }
}
