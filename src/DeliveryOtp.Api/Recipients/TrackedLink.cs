using DeliveryOtp.Domain;

namespace DeliveryOtp.Api.Recipients;

/// <summary>Whose recipient is looking, and by which of the delivery's links: an older one than the present is dead.</summary>
public sealed record TrackedLink(RetailerId Retailer, DeliveryId Delivery, int? Version);
