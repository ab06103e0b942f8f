namespace DeliveryOtp.Api.Webhooks;

/// <summary>What the operator configures under <c>DeliveryOtp:Webhooks</c>.</summary>
public sealed class WebhookOptions
{
    public const string Section = "DeliveryOtp:Webhooks";

    /// <summary>The setting as an operator writes it.</summary>
    internal const string PrivateTargetsSetting = "DeliveryOtp__Webhooks__AllowPrivateTargets";

    /// <summary>Lets webhooks go to private and loopback addresses, and over plain HTTP. Null: in Development alone.</summary>
    public bool? AllowPrivateTargets { get; init; }
}
