using DeliveryOtp.Domain.Codes;

namespace DeliveryOtp.Domain.Deliveries;

/// <summary>A new code, and the keys to seal it under once its generation is known.</summary>
public sealed record FreshCode(CodeKeyRing Keys, DeliveryCode Code)
{
    internal LiveCode SealFor(DeliveryId deliveryId, int generation) => Keys.Seal(deliveryId, generation, Code);
}
