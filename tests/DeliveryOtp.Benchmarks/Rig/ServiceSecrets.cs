using System.Security.Cryptography;
using System.Text;
using DeliveryOtp.Domain.Codes;

namespace DeliveryOtp.Benchmarks.Rig;

/// <summary>What the operator would generate; new for each run. This program knows them, so it can seal codes itself.</summary>
internal sealed class ServiceSecrets
{
    private const int KeyLength = 48;

    public string AdminKey { get; } = RandomNumberGenerator.GetHexString(KeyLength, lowercase: true);

    public string CodeKeyId { get; } = "bench";

    public string CodeKeySecret { get; } = RandomNumberGenerator.GetHexString(KeyLength, lowercase: true);

    public CodeKeyRing ToKeyRing() => new([new CodeKey(CodeKeyId, Encoding.UTF8.GetBytes(CodeKeySecret))]);
}
