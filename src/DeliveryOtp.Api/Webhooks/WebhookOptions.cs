namespace DeliveryOtp.Api.Webhooks;

/// <summary>What the operator configures under <c>DeliveryOtp:Webhooks</c>.</summary>
public sealed class WebhookOptions
{
    public const string Section = "DeliveryOtp:Webhooks";

    /// <summary>Lets webhooks go to private and loopback addresses, and over plain HTTP. For development.</summary>
    public bool AllowPrivateTargets { get; init; }
}
