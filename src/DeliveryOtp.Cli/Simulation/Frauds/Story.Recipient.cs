using DeliveryOtp.Domain.Deliveries;

namespace DeliveryOtp.Cli.Simulation.Frauds;

/// <content>The recipient: what can be got out of him, and what he does.</content>
internal sealed partial class Story
{
    /// <summary>At the door, with the parcel in sight, everybody shows the code; null: there is none to show.</summary>
    public string? AskAtDoor()
    {
        Wait(minutes: _chance.Between(0.5, 2));
        _service.Reveal(Parcel, Now);
        return Got(_service.Page(Parcel, Now));
    }

    /// <summary>The recipient has one parcel in hand, and reads out the code of this one without looking which it is; null: he looks.</summary>
    public string? AskForTheOtherCode()
    {
        Wait(minutes: _chance.Between(0.2, 1));
        return _chance.Happens(Assumptions.MixesUpOrders) ? AskAtDoor() : null;
    }

    /// <summary>"I'm at your door, what is the code?" Null: the recipient did not believe it, or had no code to read out.</summary>
    public string? Call()
    {
        Wait(minutes: _chance.Between(0.5, 2));
        var isOnIssue = _service.Policy.CodeRelease == CodeRelease.OnIssue;
        if (_chance.Happens(isOnIssue ? Assumptions.TellsByPhone : Assumptions.RevealsByPhone))
        {
            _service.Reveal(Parcel, Now);
            return Got(_service.Page(Parcel, Now));
        }

        if (_chance.Happens(Assumptions.Denies))
            _service.Deny(Parcel, Now);
        return null;
    }

    /// <summary>"It doesn't work": the courier walks off with the parcel, and the recipient may report it.</summary>
    public void WalkOff()
    {
        if (_chance.Happens(Assumptions.ReportsLeft))
            _reports.Add((Now + _chance.Seconds(60, 600), Parcel));
    }

    /// <summary>"I have it", says the recipient, who has.</summary>
    public void ConfirmReceipt() => _service.ConfirmReceipt(Parcel, Now);

    public void Contest() => _service.Contest(Parcel, Courier, Now);

    /// <summary>Where the page says "accepted" by then, the recipient can only contest.</summary>
    private void HearReports(bool everything = false)
    {
        foreach (var report in _reports.Where(report => everything || report.At <= Now).ToArray())
        {
            _reports.Remove(report);
            if (report.Parcel.IsAccepted)
                _service.Contest(report.Parcel, Courier, report.At);
            else
                _service.ReportLeft(report.Parcel, report.At);
        }
    }

    private string? Got(string? code)
    {
        GotCode |= code is not null;
        return code;
    }
}
