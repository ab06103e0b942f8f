using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Journal;
using DeliveryOtp.Domain.Signals;

namespace DeliveryOtp.Cli.Simulation.World;

/// <content>What recipients see and may do, and what the retailer and its support order.</content>
internal sealed partial class Service
{
    /// <summary>A code works only while it is shown.</summary>
    public bool NeedsTap => Policy.RequiresShowing;

    /// <summary>Without a tap there is nothing to read.</summary>
    public bool ShowsOnlyOnArrival => Policy.CodeRelease == CodeRelease.OnArrival;

    /// <summary>The digits that the recipient can read at that moment; null: none.</summary>
    public string? Page(Parcel parcel, DateTimeOffset now)
    {
        var isVisible = !ShowsOnlyOnArrival || parcel.Delivery.ShowingAt(now) is not null;
        return isVisible && parcel.Delivery.CodeAt(now) is { } code
            ? Keys.Open(parcel.Delivery.Id, parcel.Delivery.Generation, code).Reveal()
            : null;
    }

    public void Show(Parcel parcel, DateTimeOffset now) => parcel.Delivery = parcel.Delivery.Show(Fresh(), now).After;

    public void KeepShowing(Parcel parcel, int showing, DateTimeOffset now) =>
        parcel.Delivery = parcel.Delivery.KeepShowing(showing, now).After;

    public void Hide(Parcel parcel, int showing, DateTimeOffset now) => parcel.Delivery = parcel.Delivery.Hide(showing, now).After;

    public void Deny(Parcel parcel, DateTimeOffset now) => parcel.Delivery = parcel.Delivery.Deny(now).After;

    public void ReportLeft(Parcel parcel, DateTimeOffset now) => parcel.Delivery = parcel.Delivery.ReportLeft(now).After;

    public void ConfirmReceipt(Parcel parcel, DateTimeOffset now) =>
        parcel.Delivery = parcel.Delivery.ConfirmReceipt(now).After;

    public void Contest(Parcel parcel, Courier courier, DateTimeOffset now)
    {
        var decision = parcel.Delivery.Contest(ContestKind.NotReceived, statement: null, new DisputeId(parcel.Delivery.Id.Value), now);
        parcel.Delivery = decision.After;
        if (decision.Conflict is null)
            _reader.Count(courier, HandOverCounts.None with { Contested = 1 });
    }

    public void Reissue(Parcel parcel, DateTimeOffset now) => parcel.Delivery = parcel.Delivery.Reissue(Fresh(), now).After;

    public void Unlock(Parcel parcel, DateTimeOffset now) =>
        parcel.Delivery = parcel.Delivery.Unlock("the courier asked for it", Fresh(), now).After;

    public void Change(Parcel parcel, DeliveryChange change, DateTimeOffset now) =>
        parcel.Delivery = parcel.Delivery.Change(change, Fresh(), now).After;
}
