using DeliveryOtp.Domain.Deliveries;

namespace DeliveryOtp.Api.Persistence.Transactions;

/// <summary>A command that was carried out.</summary>
/// <param name="After">The delivery as it is.</param>
/// <param name="Now">When it was decided.</param>
/// <param name="Entry">What it left in the journal, or an earlier request with the same key did; null: it was so already.</param>
public sealed record CarriedOut(Delivery After, DateTimeOffset Now, WrittenEntry? Entry);
