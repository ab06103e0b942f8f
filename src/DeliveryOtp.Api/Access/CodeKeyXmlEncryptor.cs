using System.Text;
using System.Xml.Linq;
using DeliveryOtp.Domain.Codes;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace DeliveryOtp.Api.Access;

/// <summary>Encrypts a data-protection key for storage under the operator's newest code key.</summary>
internal sealed class CodeKeyXmlEncryptor(CodeKeyRing ring) : IXmlEncryptor
{
    internal const string KeyAttribute = "code_key";

    private readonly CodeKeyBox _box = BoxOf(ring);

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        return new EncryptedXmlInfo(
            new XElement("sealed", new XAttribute(KeyAttribute, _box.NewestKeyId), Convert.ToBase64String(_box.Seal(plain))),
            typeof(CodeKeyXmlDecryptor));
    }

    internal static CodeKeyBox BoxOf(CodeKeyRing ring) => new(ring, "deliveryotp/data-protection/v1");
}

/// <summary>The way back. Made by the framework, from the name that stands beside what was encrypted.</summary>
internal sealed class CodeKeyXmlDecryptor(IServiceProvider services) : IXmlDecryptor
{
    /// <exception cref="UnknownCodeKeyException">It is encrypted under a key that the ring no longer holds.</exception>
    public XElement Decrypt(XElement encryptedElement)
    {
        var key = (string?)encryptedElement.Attribute(CodeKeyXmlEncryptor.KeyAttribute) ?? string.Empty;
        var box = CodeKeyXmlEncryptor.BoxOf(services.GetRequiredService<CodeKeyRing>());
        return XElement.Parse(Encoding.UTF8.GetString(box.Open(key, Convert.FromBase64String(encryptedElement.Value))));
    }
}
