using DeliveryOtp.Cli.Simulation.Assumed;
using DeliveryOtp.Cli.Simulation.World;
using DeliveryOtp.Domain.Doorstep;

namespace DeliveryOtp.Cli.Simulation.Frauds;

/// <content>The recipient: what can be got out of him, what he does, and what he sees.</content>
internal sealed partial class Story
{
    private readonly Dictionary<Parcel, Recipient> _recipients = [];
    private readonly HashSet<Parcel> _seen = [];

    /// <summary>Parcels that were accepted while the page said to a recipient at the door that the courier is in front of them.</summary>
    public int AcceptedWhileShown { get; private set; }

    /// <summary>And the recipient looked at the page then.</summary>
    public int Seen => _seen.Count;

    private Recipient Recipient
    {
        get
        {
            if (!_recipients.TryGetValue(Parcel, out var recipient))
            {
                recipient = new Recipient(_service, Parcel, _chance);
                _recipients.Add(Parcel, recipient);
            }

            return recipient;
        }
    }

    /// <summary>At the door, with the parcel in sight, everybody shows the code; null: there is none to show.</summary>
    public string? AskAtDoor()
    {
        Ring();
        return AskAgain();
    }

    /// <summary>The recipient comes to the door, some with the code on the page already.</summary>
    public void Ring() => Recipient.AnswerDoor(Courier, _chance.Lasts(Assumptions.AnswersDoor));

    /// <summary>The recipient stands there already.</summary>
    public string? AskAgain() => Got(Recipient.ReadOut(Courier));

    /// <summary>The recipient has one parcel in hand, and reads out the code of this one without looking which it is; null: he looks.</summary>
    public string? AskForTheOtherCode()
    {
        Wait(minutes: _chance.Between(0.2, 1));
        return _chance.Happens(Assumptions.MixesUpOrders) ? AskAgain() : null;
    }

    /// <summary>"I'm at your door, what is the code?" Null: the recipient did not believe it, or had no code to read out.</summary>
    public string? Call()
    {
        Wait(minutes: _chance.Between(0.5, 2));
        _facing.Remove(Parcel);
        var trust = _chance.Unit();
        var taps = trust < _chance.ValueOf(Assumptions.RevealsByPhone);
        var tells = taps || (!_service.ShowsOnlyOnArrival && trust < _chance.ValueOf(Assumptions.TellsByPhone));
        if (taps)
            Recipient.Tap(Now);
        if (tells)
        {
            var code = _service.Page(Parcel, Now);
            Pass(_chance.Lasts(Assumptions.ReadsOut));
            return Got(code);
        }

        if (_chance.Happens(Assumptions.Denies))
            _service.Deny(Parcel, Now);
        return null;
    }

    /// <summary>"I have it", says the recipient, who has.</summary>
    public void ConfirmReceipt() => _service.ConfirmReceipt(Parcel, Now);

    public void Contest() => _service.Contest(Parcel, Courier, Now);

    /// <summary>The page says "accepted" within a second. Who said by phone that somebody is there thinks nothing of it yet.</summary>
    private AttemptOutcome Watch(Func<AttemptOutcome> send)
    {
        var isWatched = _facing.Contains(Parcel) && Recipient.IsShown(Now);
        var outcome = send();
        if (outcome != AttemptOutcome.Accepted || !isWatched)
            return outcome;
        AcceptedWhileShown++;
        if (_chance.Happens(Assumptions.LooksAtPage))
            _seen.Add(Parcel);
        return outcome;
    }

    private void LiveOn(DateTimeOffset? until = null)
    {
        foreach (var recipient in _recipients.Values)
            recipient.LiveUntil(until ?? Now);
    }

    private string? Got(string? code)
    {
        GotCode |= code is not null;
        return code;
    }
}
